package export

import (
	"io"
	"testing"
)

// BenchmarkRows is what a row costs besides reading it.
func BenchmarkRows(b *testing.B) {
	for _, name := range []string{"punches", "punches-sjis", "aggregates", "days"} {
		b.Run(name, func(b *testing.B) {
			l, _, err := Preset(name)
			if err != nil {
				b.Fatal(err)
			}
			w, err := NewWriter(io.Discard, l, nil)
			if err != nil {
				b.Fatal(err)
			}
			rows := sample(l.Rows)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if err := w.Write(rows[i%len(rows)]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
