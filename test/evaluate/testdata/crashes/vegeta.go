// crash: vegeta lib/attack.go:307 github.com/tsenart/vegeta/v12@v12.13.0
// ConnectTo has an address with an empty list: the dial function, which
// net/http calls on a goroutine of its transport, divides by zero.
package main

import (
	"fmt"
	"time"

	vegeta "github.com/tsenart/vegeta/v12/lib"
)

func main() {
	a := vegeta.NewAttacker(
		vegeta.ConnectTo(map[string][]string{"127.0.0.1:9": {}}),
		vegeta.Timeout(2*time.Second),
	)
	t := vegeta.NewStaticTargeter(vegeta.Target{Method: "GET", URL: "http://127.0.0.1:9/"})
	for res := range a.Attack(t, vegeta.Rate{Freq: 5, Per: time.Second}, time.Second, "crash") {
		fmt.Println(res.Error)
	}
	fmt.Println("survived")
}
