package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain/export"
)

// auditWriters begin a list of deeds and return what prints one, by the name of the format.
var auditWriters = map[string]func(io.Writer) (func(auditLine) error, error){
	"text": auditText, "json": auditJSON, "csv": auditCSV,
}

func auditJSON(w io.Writer) (func(auditLine) error, error) {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return func(l auditLine) error { return out.Encode(l) }, nil
}

// auditText prints what a person reads: a line for the deed, one each for what it found and left.
func auditText(w io.Writer) (func(auditLine) error, error) {
	return func(l auditLine) error {
		by := l.By
		if by == "" {
			by = "(the program)"
		}
		head := []string{l.At, string(l.Act), "by " + by, "via " + string(l.Door)}
		if l.Employee != "" {
			head = append(head, "of "+l.Employee)
		}
		head = append(head, string(l.Date), string(l.Month))
		if l.Request > 0 {
			head = append(head, "request "+strconv.Itoa(l.Request))
		}
		lines := []string{strings.Join(strings.Fields(strings.Join(head, " ")), " ")}
		for _, more := range [][2]string{{"before", l.Before}, {"after", l.After}, {"why", l.Why}} {
			if more[1] != "" {
				lines = append(lines, "  "+more[0]+": "+strings.Join(strings.Fields(more[1]), " "))
			}
		}
		_, err := fmt.Fprintln(w, strings.Join(lines, "\n"))
		return err
	}, nil
}

func auditCSV(w io.Writer) (func(auditLine) error, error) {
	out := csv.NewWriter(w)
	row := func(fields ...string) error {
		if err := out.Write(fields); err != nil {
			return err
		}
		out.Flush()
		return out.Error()
	}
	err := row("at", "by", "door", "act", "employee", "date", "month", "request", "before", "after", "why", "ref")
	return func(l auditLine) error {
		number := ""
		if l.Request > 0 {
			number = strconv.Itoa(l.Request)
		}
		return row(l.At, export.Harmless(l.By), string(l.Door), string(l.Act), export.Harmless(l.Employee), string(l.Date), string(l.Month), number,
			export.Harmless(l.Before), export.Harmless(l.After), export.Harmless(l.Why), export.Harmless(l.Ref))
	}, err
}
