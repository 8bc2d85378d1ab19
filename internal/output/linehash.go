package output

import (
	"strconv"
	"unicode/utf16"
)

// lineHashes returns for each line of a text, the first at 0, the value that
// GitHub knows an alert there by. Given another one, GitHub warns of every
// result. It is the polynomial of the next hundred characters from the start of
// the line, blanks and tabs left out, in 64 bits, and the number of lines so far
// that have the same.
func lineHashes(text []byte) []string {
	const (
		window = 100
		factor = 37
		end    = 0xFFFF // the end of the file, which zeros follow
	)
	chars, starts := significant(append(utf16.Encode([]rune(string(text))), end))
	chars = append(chars, make([]uint16, window)...)

	var hashes []string
	seen := make(map[string]int)
	for _, start := range starts {
		var sum uint64
		for _, c := range chars[start : start+window] {
			sum = sum*factor + uint64(c)
		}
		hash := strconv.FormatUint(sum, 16)
		seen[hash]++
		hashes = append(hashes, hash+":"+strconv.Itoa(seen[hash]))
	}
	return hashes
}

// significant returns the characters that count, with one line feed at the end
// of each line, and where the lines start in them.
func significant(text []uint16) (chars []uint16, starts []int) {
	atStart := true
	for i, c := range text {
		if c == ' ' || c == '\t' || c == '\n' && i > 0 && text[i-1] == '\r' {
			continue
		}
		if atStart {
			starts = append(starts, len(chars))
		}
		if c == '\r' {
			c = '\n'
		}
		atStart = c == '\n'
		chars = append(chars, c)
	}
	return chars, starts
}
