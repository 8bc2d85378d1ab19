// Package every is below a folder named internal: only its module calls it, and knows
// what it passes.
package every

import "time"

// Tick sends the time.
func Tick(interval time.Duration, c chan time.Time) {
	go func() {
		for t := range time.NewTicker(interval).C {
			c <- t
		}
	}()
}

type setting struct{ Every time.Duration }

// Read sends the time as often as a file says.
func Read(read func(any) error, c chan time.Time) {
	var s setting
	if read(&s) != nil {
		return
	}
	go func() {
		for t := range time.NewTicker(s.Every).C {
			c <- t
		}
	}()
}
