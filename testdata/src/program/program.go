// The goroutines that a function of a program leaves end with the program, where that does
// hardly anything else.
package main

import (
	"fmt"
	"log"
	"os"
	"time"

	"command"
)

func main() {
	if err := settle(); err != nil {
		log.Print(err)
	}
	for range 3 {
		again(time.Second)
	}
	if err := command.Execute(show, list(func(do func() error) { do() })); err != nil {
		log.Print(err)
	}
	if err := serve(); err != nil {
		log.Fatal(err)
	}
}

// All of the program.
func serve() error {
	lines := make(chan string)
	for range 3 {
		go func() { lines <- read() }()
	}
	fmt.Println(<-lines)
	return nil
}

// One of its steps.
func settle() error {
	lines := make(chan string)
	go func() { lines <- read() }()
	select {
	case s := <-lines:
		fmt.Println(s)
	case <-time.After(time.Second):
		return nil // want `the goroutine that sends on lines waits forever after this`
	}
	return nil
}

func again(d time.Duration) {
	lines := make(chan string)
	go func() { lines <- read() }()
	select {
	case s := <-lines:
		fmt.Println(s)
	case <-time.After(d): // want `the goroutine that sends on lines waits forever after this`
	}
}

// A command is all that the program does, what it watches by is not.
var show = &command.Command{
	Name: "show",
	Action: func(args []string) error {
		lines := make(chan string)
		go func() { lines <- read() }()
		select {
		case s := <-lines:
			fmt.Println(s)
		case <-time.After(time.Second):
		}
		return nil
	},
	Watch: func(args []string) error {
		lines := make(chan string)
		go func() { lines <- read() }()
		select {
		case s := <-lines:
			fmt.Println(s)
		case <-time.After(time.Second):
		}
		return nil // want `the goroutine that sends on lines waits forever after this`
	},
}

// So is one that a function makes, but not what is done in it besides.
func list(each func(func() error)) *command.Command {
	return &command.Command{
		Name: "list",
		Action: func(args []string) error {
			lines := make(chan string)
			go func() { lines <- read() }()
			select {
			case s := <-lines:
				fmt.Println(s)
			case <-time.After(time.Second):
			}
			each(func() error {
				lines := make(chan string)
				go func() { lines <- read() }()
				select {
				case s := <-lines:
					fmt.Println(s)
				case <-time.After(time.Second):
				}
				return nil // want `the goroutine that sends on lines waits forever after this`
			})
			return nil
		},
	}
}

func read() string { return os.Getenv("LINE") }
