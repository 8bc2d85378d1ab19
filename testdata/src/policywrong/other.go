package policywrong

//taskcheck:policy crash the package's doc comment is elsewhere // want `this directive sets no policy: it must stand in the file of the package's doc comment, which is no test file`

import "log"

func work() { panic("work") }

func raises() {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Print(r)
				panic(r) // reported at possible
			}
		}()
		work()
	}()
}
