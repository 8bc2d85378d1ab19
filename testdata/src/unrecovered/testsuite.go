package unrecovered

// What there is for tests says by a panic how they fail.

type Suite struct{ steps chan func() error }

func (s *Suite) Run() {
	go func() {
		for step := range s.steps {
			if err := step(); err != nil {
				panic(err)
			}
		}
	}()
}
