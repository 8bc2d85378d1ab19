package results

import "errors"

// What a callback sends is counted once for each way in which it may be run, unless it
// cannot be run twice.

func answer(key string, reply func(error)) {
	if key == "" {
		reply(errors.New("no key"))
		return
	}
	go func() { reply(fetch()) }()
}

func answerTwice(key string, reply func(error)) {
	go func() { reply(fetch()) }()
	reply(errors.New(key))
}

// It closes a channel, too: the second time that would panic.
func answeredOnce(key string) error {
	started := make(chan struct{})
	errc := make(chan error)
	go answer(key, func(err error) {
		close(started)
		errc <- err
	})
	<-started
	return <-errc
}

// This one may be run twice, and is.
func answeredTwice(key string) error {
	errc := make(chan error)
	go answerTwice(key, func(err error) {
		errc <- err
	})
	return <-errc // want `taskresult/abandoned`
}

// The channel that it closes is its own.
func answeredTwiceToo(key string) error {
	errc := make(chan error)
	go answerTwice(key, func(err error) {
		own := make(chan struct{})
		close(own)
		errc <- err
	})
	return <-errc // want `taskresult/abandoned`
}
