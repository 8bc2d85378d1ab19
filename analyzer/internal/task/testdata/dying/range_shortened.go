package main

func work() {
	xs := []int{1, 2, 3}
	for i := range xs {
		if xs[i] == 1 {
			xs = xs[:1]
		}
	}
}
