package main

import (
	"context"
	"flag"
	"fmt"
	"text/tabwriter"

	"github.com/dakoku/dakoku/domain/export"
)

// layouts lists the presets, or prints one.
func layouts(_ context.Context, c console, args []string) error {
	names, err := flags("layouts", args, true, func(*flag.FlagSet) {})
	if err != nil {
		return err
	}
	if len(names) > 1 {
		return errUsage{fmt.Sprintf("%q is not understood", names[1])}
	}
	if len(names) == 1 {
		_, content, err := export.Preset(names[0])
		if err != nil {
			return err
		}
		_, err = c.out.Write(content)
		return err
	}
	all, err := export.Presets()
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	for _, l := range all {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", l.Name, l.Confidence, l.Rows, l.Encoding, l.Title)
	}
	return table.Flush()
}
