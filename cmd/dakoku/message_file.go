package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
)

// messageFile is a message as an operator writes it down.
type messageFile struct {
	Title string   `yaml:"title"`
	Body  string   `yaml:"body"`
	Files []string `yaml:"files"`
	To    struct {
		All         bool     `yaml:"all"`
		Departments []string `yaml:"departments"`
		Sites       []string `yaml:"sites"`
		Groups      []string `yaml:"closing_groups"`
		Employees   []string `yaml:"employees"`
	} `yaml:"to"`
	At     string `yaml:"at"` // empty: now
	Survey *struct {
		Options   []string `yaml:"options"`
		Multiple  bool     `yaml:"multiple"`
		Comment   bool     `yaml:"comment"`
		Anonymous bool     `yaml:"anonymous"`
		Deadline  string   `yaml:"deadline"`
	} `yaml:"survey"`
}

// readMessage reads a message file; a key it does not know is an error that names its line.
func readMessage(name string) (f messageFile, err error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return f, err
	}
	read := yaml.NewDecoder(bytes.NewReader(raw))
	read.KnownFields(true)
	if err := read.Decode(&f); err != nil && !errors.Is(err, io.EOF) {
		return f, domain.Errorf(domain.Invalid, "%s: %s", name, strings.Join(strings.Fields(strings.TrimPrefix(err.Error(), "yaml: ")), " "))
	}
	if len(f.Files) > 0 {
		return f, domain.Errorf(domain.Invalid, "%s: files cannot be attached; take files out and put a link into body. Nothing was sent", name)
	}
	return f, nil
}

// message is the file in the company's terms.
func (a *app) message(ctx context.Context, tenant org.Tenant, f messageFile) (notice.Message, error) {
	m := notice.Message{Title: f.Title, Body: f.Body}
	var err error
	if m.Audience, err = a.audience(ctx, tenant, f); err != nil {
		return m, err
	}
	if m.At, err = instantOf("at", f.At); err != nil || f.Survey == nil {
		return m, err
	}
	s := f.Survey
	m.Survey = &notice.Survey{Options: s.Options, Multiple: s.Multiple, Comment: s.Comment, Anonymous: s.Anonymous}
	if m.Survey.Deadline, err = instantOf("deadline", s.Deadline); err == nil && s.Deadline == "" {
		err = domain.Errorf(domain.Invalid, "a survey needs a deadline")
	}
	return m, err
}

// instantOf reads a time with its offset; empty is zero.
func instantOf(key, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return at, domain.Errorf(domain.Invalid, "%s: %q is not a time like 2026-12-01T18:00:00+09:00", key, text)
	}
	return at.UTC(), nil
}

// audience finds who is named by code.
func (a *app) audience(ctx context.Context, tenant org.Tenant, f messageFile) (notice.Audience, error) {
	m, err := a.store.Masters().Masters(ctx, tenant.Code)
	if err != nil {
		return notice.Audience{}, err
	}
	out := notice.Audience{All: f.To.All}
	known := map[string]map[string]domain.ID{"department": {}, "site": {}, "closing group": {}, "employee": {}}
	fillCodes(known, m)
	for _, named := range []struct {
		what  string
		codes []string
		to    *[]domain.ID
	}{{"department", f.To.Departments, &out.Departments}, {"site", f.To.Sites, &out.Sites}, {"closing group", f.To.Groups, &out.Groups},
		{"employee", f.To.Employees, &out.Employees}} {
		for _, code := range named.codes {
			id, ok := known[named.what][code]
			if !ok {
				return out, domain.Errorf(domain.NotFound, "%s has no %s %q", tenant.Code, named.what, code)
			}
			*named.to = append(*named.to, id)
		}
	}
	return out, nil
}

func fillCodes(known map[string]map[string]domain.ID, m company.Masters) {
	for _, d := range m.Departments {
		known["department"][d.Code] = d.ID
	}
	for _, s := range m.Sites {
		known["site"][s.Code] = s.ID
	}
	for _, g := range m.Groups {
		known["closing group"][g.Code] = g.ID
	}
	for _, e := range m.Employees {
		known["employee"][e.Code] = e.ID
	}
}

// when says a time as the company does.
func when(at time.Time, zone *time.Location) string { return at.In(zone).Format(time.RFC3339) }

// plural is "1 person", "2 people".
func plural(n int, one, many string) string {
	if n == 1 {
		return fmt.Sprintf("1 %s", one)
	}
	return fmt.Sprintf("%d %s", n, many)
}
