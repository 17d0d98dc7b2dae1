package main

import (
	"os"
	"runtime/debug"
)

// What memory is worth, unless GOGC says it: garbage collected when the heap has grown by so many per cent.
const (
	sparing  = 50  // a server lives on a small machine, where memory is dearer than a twentieth of a rush's speed
	counting = 300 // a verb that counts everybody's month ends by itself; at 50, collecting took a quarter of its time
)

// collectAt sets how sparing with memory this process is.
func collectAt(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}
