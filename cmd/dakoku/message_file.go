package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
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
		Lists       []string `yaml:"lists"` // by name
		Lacks       *struct {
			What   string `yaml:"what"`
			Number int    `yaml:"number"`
		} `yaml:"lacks"`
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
	for i, file := range f.Files {
		if !filepath.IsAbs(file) {
			f.Files[i] = filepath.Join(filepath.Dir(name), file)
		}
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
	out := notice.Audience{All: f.To.All}
	if l := f.To.Lacks; l != nil {
		out.Lacks = &notice.Lack{What: notice.Lacking(l.What), Number: l.Number}
	}
	known, err := a.addressees(ctx, tenant)
	if err != nil {
		return out, err
	}
	for _, named := range []struct {
		what  string
		codes []string
		to    *[]domain.ID
	}{{"department", f.To.Departments, &out.Departments}, {"site", f.To.Sites, &out.Sites}, {"closing group", f.To.Groups, &out.Groups},
		{"employee", f.To.Employees, &out.Employees}, {"list", f.To.Lists, &out.Lists}} {
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

// addressees are the ids of what a message can be for, by what it is and its code or name.
func (a *app) addressees(ctx context.Context, tenant org.Tenant) (map[string]map[string]domain.ID, error) {
	m, err := a.store.Masters().Masters(ctx, tenant.Code)
	if err != nil {
		return nil, err
	}
	lists, err := a.store.Messages().Lists(ctx, tenant.ID)
	if err != nil {
		return nil, err
	}
	known := map[string]map[string]domain.ID{"department": {}, "site": {}, "closing group": {}, "employee": {}, "list": {}}
	fillCodes(known, m)
	for _, l := range lists {
		known["list"][l.Name] = l.ID
	}
	return known, nil
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

// submit sends a message with the files on this machine, as a draft that ends with it; one that is not sent leaves nothing.
func (a *app) submit(ctx context.Context, actor domain.Actor, m notice.Message, files []string, dry bool) (sent notice.Message, to []org.Employee, err error) {
	if len(files) == 0 {
		return a.notices.Submit(ctx, actor, m, dry)
	}
	d, err := a.notices.SaveDraft(ctx, actor, notice.Draft{Content: notice.Content{Title: m.Title, Body: m.Body, Audience: m.Audience, At: m.At, Survey: m.Survey}})
	if err != nil {
		return m, nil, err
	}
	for _, name := range files {
		if err == nil {
			err = a.attach(ctx, actor, d, name)
			d.Revision++
		}
	}
	if err == nil {
		sent, to, err = a.notices.SubmitDraft(ctx, actor, d.ID, d.Revision, dry)
	}
	if err == nil && !dry {
		return sent, to, nil
	}
	now, _, gone := a.notices.Draft(ctx, actor, d.ID) // at whichever revision a refusal left it
	if gone == nil {
		gone = a.notices.DropDraft(ctx, actor, d.ID, now.Revision)
	}
	return m, to, errors.Join(err, gone)
}

func (a *app) attach(ctx context.Context, actor domain.Actor, d notice.Draft, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := a.notices.Attach(ctx, actor, d.ID, d.Revision, filepath.Base(name), f); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
