package library

func proven(path string) string { return "" }
