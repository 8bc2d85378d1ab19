package results

import "log/slog"

// A hub logs why it turns a connection away, if it was given something to log to.
type hub struct{ log *slog.Logger }

func (h *hub) register(name string) error {
	if err := fetch(); err != nil {
		if h.log != nil {
			h.log.Error("not registered", "name", name, "err", err)
		}
		return err
	}
	return nil
}

func (h *hub) accept(names []string) {
	for _, name := range names {
		go h.register(name)
	}
}

// This one logs only that something went wrong.
func (h *hub) admit(name string) error {
	if err := fetch(); err != nil {
		if h.log != nil {
			h.log.Error("not admitted", "name", name)
		}
		return err
	}
	return nil
}

func (h *hub) open(name string) {
	go h.admit(name) // want `taskresult/dropped-error`
}

// It is told in a branch of its own, and returned behind that.
func (h *hub) renew(name string) (string, error) {
	err := fetch()
	work()
	if err != nil {
		h.log.Error("not renewed", "name", name, "err", err)
	}
	return name, err
}

// Here only that there was one.
func (h *hub) extend(name string) (string, error) {
	err := fetch()
	work()
	if err != nil {
		h.log.Error("not extended", "name", name)
	}
	return name, err
}

func (h *hub) renews(name string) {
	go h.renew(name)
	go h.extend(name) // want `taskresult/dropped-error`
}
