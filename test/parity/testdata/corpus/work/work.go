// Package work has what the goroutines of the corpus do. All of it can fail.
package work

import "log"

// Item prints the item at i. It panics when there is none.
func Item(items []string, i int) {
	if i >= len(items) {
		panic("work: no such item")
	}
	log.Print(items[i])
}
