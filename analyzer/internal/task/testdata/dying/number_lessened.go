package main

func work() {
	b := []byte{0, byte(args)}
	room := []int{1, 2, 3, 4, 5, 6}
	n := int(b[0])<<8 | int(b[1])
	n -= 5
	if n < len(room) {
		sink = room[n]
	}
}
