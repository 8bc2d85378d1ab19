package main

import "math"

// wilson returns the 95 % confidence interval of a share of which yes of n are
// seen, after Wilson: it is right for few and for extreme ones too.
func wilson(yes, n int) (low, high float64) {
	if n == 0 {
		return 0, 1
	}
	const z = 1.959963984540054 // the normal distribution has 95 % between -z and z
	share, size := float64(yes)/float64(n), float64(n)
	middle := share + z*z/(2*size)
	width := z * math.Sqrt(share*(1-share)/size+z*z/(4*size*size))
	scale := 1 + z*z/size
	return max(0, (middle-width)/scale), min(1, (middle+width)/scale)
}

// kappa returns how far two labellers agree beyond what chance gives (Cohen), of
// the four numbers of pairs of verdicts. It is 1 if there was nothing to disagree on.
func kappa(bothTrue, onlyFirst, onlySecond, bothFalse int) float64 {
	n := float64(bothTrue + onlyFirst + onlySecond + bothFalse)
	if n == 0 {
		return 1
	}
	first, second := float64(bothTrue+onlyFirst)/n, float64(bothTrue+onlySecond)/n
	chance := first*second + (1-first)*(1-second)
	if chance == 1 {
		return 1
	}
	return (float64(bothTrue+bothFalse)/n - chance) / (1 - chance)
}
