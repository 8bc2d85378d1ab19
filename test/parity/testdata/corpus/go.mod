module corpus.example

go 1.25.0
