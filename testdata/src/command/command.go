// Package command stands for a library of command lines, which is another module.
package command

type Command struct {
	Name   string
	Action func(args []string) error
	Watch  func(args []string) error
}

func Execute(cs ...*Command) error {
	for _, c := range cs {
		if err := c.Action(nil); err != nil {
			return err
		}
	}
	return nil
}
