package org

import (
	"sync"
	"time"
	_ "time/tzdata" // the binary must know Asia/Tokyo on machines without zone files
)

var zones sync.Map // name → *time.Location; loading one parses its table every time

func zone(name string) *time.Location {
	if z, ok := zones.Load(name); ok {
		return z.(*time.Location)
	}
	z, err := time.LoadLocation(name)
	if err != nil || name == "" {
		z, _ = time.LoadLocation("Asia/Tokyo")
	}
	zones.Store(name, z)
	return z
}
