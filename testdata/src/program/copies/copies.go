// A program that ends by an error is not missed by who waits in it.
package main

import (
	"fmt"
	"log"
	"os"
	"os/exec"
	"sync"
)

func main() {
	if err := copies(os.Args[1]); err != nil {
		log.Print(err)
	}
	if err := runs(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

// A program that ends by an error ends its goroutines, but not its commands.
func copies(name string) error {
	var wg sync.WaitGroup
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	wg.Go(func() {
		defer file.Close()
		fmt.Fprintln(os.Stdout, read())
	})
	if err := os.Chmod(name, 0o600); err != nil {
		return err
	}
	wg.Wait()
	return nil
}

func runs(name string) error {
	cmd := exec.Command("tail", "-f", name)
	if err := cmd.Start(); err != nil { // want `runs can end without cmd.Wait`
		return err
	}
	if _, err := os.Stat(name); err != nil {
		return err
	}
	return cmd.Wait()
}

func read() string { return os.Getenv("LINE") }
