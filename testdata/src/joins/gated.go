package joins

import (
	"errors"

	"joins/group"
)

// A function that waits only if it is told to.

func store(all bool, key string) error {
	if all {
		var g group.Group
		g.Go(fetch)
		if err := g.Wait(); err != nil {
			return err
		}
	}
	if key == "" {
		return errors.New("no key")
	}
	return nil
}

func storeOne(key string) error { return store(false, key) }
func storeAll(key string) error { return store(true, key) }

func stores(key string) {
	storeOne(key)
	storeAll(key) // want `storeAll's error is dropped: if it fails, stores goes on as if it had worked`
}

// It waits in the other branch as well.
func storeAnyhow(all bool) error {
	var g group.Group
	g.Go(fetch)
	if !all {
		return g.Wait()
	} else if err := g.Wait(); err != nil {
		return err
	}
	return nil
}

func storeAnyhowNot() error { return storeAnyhow(false) }

func storesAnyhow() {
	storeAnyhowNot() // want `storeAnyhowNot's error is dropped`
}

// It changes its mind.
func storeAfterAll(all bool) error {
	all = len(names) > 0
	if all {
		var g group.Group
		g.Go(fetch)
		return g.Wait()
	}
	return nil
}

func storeAfterAllNot() error { return storeAfterAll(false) }

func storesAfterAll() {
	storeAfterAllNot() // want `storeAfterAllNot's error is dropped`
}

// Functions that tell themselves, and each other, not to wait.
func storeParts(all bool, keys []string) error {
	if all {
		var g group.Group
		g.Go(fetch)
		if err := g.Wait(); err != nil {
			return err
		}
	}
	if len(keys) > 1 {
		return storeParts(false, keys[1:])
	}
	return storeRest(false, keys)
}

func storeRest(all bool, keys []string) error {
	if all {
		return storeParts(true, keys)
	}
	if len(keys) > 0 {
		return storeParts(false, keys[1:])
	}
	return nil
}

func storesParts(keys []string) {
	storeParts(true, keys) // want `storeParts's error is dropped`
}
