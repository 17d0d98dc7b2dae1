package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// report gathers lines of a Markdown table.
type report struct {
	start time.Time
	lines []string
}

// row adds one measured thing: what it is, its median with range, what it is held against.
func (r *report) row(what, value, target string) {
	r.lines = append(r.lines, fmt.Sprintf("| %s | %s | %s |", what, value, target))
	fmt.Fprintln(os.Stderr, "·", what, value)
}

// costs adds what a thousand punches cost.
func (r *report) costs(database string, cost []processor) {
	var program, other, load []float64
	for _, c := range cost {
		program, other, load = append(program, c.program), append(other, c.database), append(load, c.generator)
	}
	what, value := "— seconds of processor per 1,000 punches: load and platform; program", spread(load, "%.2f")+"; "+spread(program, "%.2f")
	if database != "" {
		what, value = what+"; "+database, value+"; "+spread(other, "%.2f")
	}
	r.row(what, value, "")
}

func (r *report) print(w io.Writer, o options) {
	load, _ := os.ReadFile("/proc/loadavg")
	fmt.Fprintf(w, "%s, %d cores, %s, load at the end %s; %d rounds of %d s, %d connections, %d employees.\n\n",
		r.start.UTC().Format("2006-01-02 15:04 UTC"), runtime.NumCPU(), runtime.Version(), strings.TrimSpace(string(load)), o.rounds, o.seconds, o.clients, o.people)
	fmt.Fprintln(w, "| what | median (range) | target |")
	fmt.Fprintln(w, "|---|---|---|")
	for _, line := range r.lines {
		fmt.Fprintln(w, line)
	}
}

// spread is "median (least–most)".
func spread(values []float64, format string) string {
	if len(values) == 0 {
		return "not measured"
	}
	sorted := slices.Sorted(slices.Values(values))
	f := func(v float64) string { return fmt.Sprintf(format, v) }
	return fmt.Sprintf("%s (%s–%s)", f(median(values)), f(sorted[0]), f(sorted[len(sorted)-1]))
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	if n := len(sorted); n%2 == 0 {
		return (sorted[n/2-1] + sorted[n/2]) / 2
	}
	return sorted[len(sorted)/2]
}

// percentile of durations, in milliseconds.
func percentile(took []time.Duration, p float64) float64 {
	if len(took) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(took))
	return float64(sorted[min(len(sorted)-1, int(float64(len(sorted))*p))].Microseconds()) / 1000
}

func ratios(ours, floor []float64) []float64 {
	out := make([]float64, min(len(ours), len(floor)))
	for i := range out {
		out[i] = ours[i] / floor[i]
	}
	return out
}
