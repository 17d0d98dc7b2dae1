package main

import (
	"context"
	"flag"
	"fmt"
	"os"
)

// backup copies the embedded database while it is in use.
func backup(ctx context.Context, c console, args []string) error {
	rest, err := flags("backup", args, true, func(*flag.FlagSet) {})
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return errUsage{"which file to write"}
	}
	return with(ctx, func(a *app) error {
		if err := a.store.Backup(ctx, rest[0]); err != nil {
			return err
		}
		made, err := os.Stat(rest[0])
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(c.out, "%s: %d bytes; the secret key and the files of messages are not in it\n", rest[0], made.Size())
		return err
	})
}
