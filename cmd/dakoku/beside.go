package main

import (
	"errors"

	"github.com/dakoku/dakoku/domain/export"
)

// bundle is how many lines go from reading to writing at once: enough that handing them over costs nothing.
const bundle = 256

var errNotWritten = errors.New("export: the file cannot be written any further")

// beside lets lines be written while the next are read, in their order. put ends the reading when writing has failed; done
// waits for the last line and tells why.
func beside(write func(export.Row) error) (put func(export.Row) error, done func() error) {
	bundles, failed, ended := make(chan []export.Row, 2), make(chan struct{}), make(chan error, 1)
	go func() {
		for rows := range bundles {
			for _, row := range rows {
				if err := write(row); err != nil {
					close(failed)
					ended <- err
					return
				}
			}
		}
		ended <- nil
	}()
	rows := make([]export.Row, 0, bundle)
	send := func() error {
		select {
		case bundles <- rows:
			rows = make([]export.Row, 0, bundle)
			return nil
		case <-failed:
			return errNotWritten
		}
	}
	put = func(row export.Row) error {
		if rows = append(rows, row); len(rows) < bundle {
			return nil
		}
		return send()
	}
	done = func() error {
		_ = send() // that it failed is what ended tells
		close(bundles)
		return <-ended
	}
	return put, done
}
