package main

import (
	"os"
	"runtime/debug"
)

// What memory is worth, unless GOGC says it: garbage collected when the heap has grown by so many per cent.
const (
	sparing  = 100 // at 50 a server spent a quarter of its time on it, to save some 10 MiB
	counting = 300 // a verb that counts everybody's month ends by itself; at 50, collecting took a quarter of its time
)

// collectAt sets how sparing with memory this process is.
func collectAt(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}
