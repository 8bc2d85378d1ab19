package main

func get() (p *T) {
	defer func() { p = nil }()
	return &T{}
}
func work() {
	sink = get().x
}
