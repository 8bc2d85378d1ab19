package main

func work() {
	a := []int{1, 2}
	for i := int8(0); ; i++ {
		if int(i) < len(a) {
			sink = a[i]
		}
	}
}
