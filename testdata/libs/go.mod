// The module of the cases that need libraries.
module libs

go 1.25.0

require golang.org/x/sync v0.21.0
