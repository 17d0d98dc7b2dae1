package main

import (
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
)

// surveyed prints what became of a message and what was answered.
func surveyed(ctx context.Context, c console, args []string) error {
	var number int
	var format string
	declare := func(f *flag.FlagSet) {
		f.IntVar(&number, "number", 0, "")
		f.StringVar(&format, "format", "json", "")
	}
	check := func() error {
		switch {
		case number <= 0:
			return errUsage{"--number is missing"}
		case format != "json" && format != "csv":
			return errUsage{fmt.Sprintf("--format %q is not one of json, csv", format)}
		}
		return nil
	}
	return forCompany(ctx, "survey", args, declare, nil, check, func(a *app, tenant org.Tenant) error {
		m, err := a.store.Messages().ByNumber(ctx, tenant.ID, number)
		if err != nil {
			return err
		}
		r, err := a.notices.ResultsOf(ctx, m)
		if err != nil {
			return err
		}
		if format == "csv" {
			return surveyCSV(c.out, r, tenant.Zone())
		}
		line := surveyLineOf(r, tenant.Zone())
		if line.Changes, err = a.changesLine(ctx, tenant, m); err != nil {
			return err
		}
		out := json.NewEncoder(c.out)
		out.SetEscapeHTML(false)
		return out.Encode(line)
	})
}

// surveyLine is a message with its results, as the verb prints it.
type surveyLine struct {
	Number      int                     `json:"number"`
	Title       string                  `json:"title"`
	State       notice.State            `json:"state"`
	To          int                     `json:"to"`
	Changes     *changesLine            `json:"changes,omitempty"`
	Deliveries  map[notice.Delivery]int `json:"deliveries"`
	Opened      int                     `json:"opened"`
	Answered    int                     `json:"answered"`
	Anonymous   bool                    `json:"anonymous"`
	Hidden      string                  `json:"hidden,omitempty"` // why there are no figures: open, few
	Options     []optionLine            `json:"options,omitempty"`
	Departments []groupLine             `json:"departments,omitempty"`
	Comments    []string                `json:"comments,omitempty"`
	People      []answerLine            `json:"people,omitempty"`
}

// changesLine is what was different when it was sent from when it was written; people and places by code, lists by name.
type changesLine struct {
	Left  []string `json:"left,omitempty"`
	Moved []string `json:"moved,omitempty"`
	Done  int      `json:"done,omitempty"`
	Added int      `json:"added,omitempty"`
	Empty []string `json:"empty,omitempty"`
}

func (a *app) changesLine(ctx context.Context, tenant org.Tenant, m notice.Message) (*changesLine, error) {
	if m.Changes == nil {
		return nil, nil
	}
	known, err := a.addressees(ctx, tenant)
	if err != nil {
		return nil, err
	}
	names := map[domain.ID]string{}
	for _, of := range known {
		for code, id := range of {
			names[id] = code
		}
	}
	called := func(ids []domain.ID) (out []string) {
		for _, id := range ids {
			out = append(out, cmp.Or(names[id], "(gone)"))
		}
		return out
	}
	c := m.Changes
	return &changesLine{called(c.Left), called(c.Moved), c.Done, c.Added, called(c.Empty)}, nil
}

type optionLine struct {
	Option string `json:"option"`
	Count  int    `json:"count"`
}

type groupLine struct {
	Department string `json:"department"` // empty: none, or with "pooled" several small ones
	Pooled     bool   `json:"pooled,omitempty"`
	To         int    `json:"to"`
	Answered   int    `json:"answered"`
	Counts     []int  `json:"counts"`
}

// answerLine is one person; answers are there only where they have a name.
type answerLine struct {
	Employee string          `json:"employee"`
	Name     string          `json:"name"`
	Delivery notice.Delivery `json:"delivery"`
	OpenedAt string          `json:"opened_at,omitempty"`
	Answers  []string        `json:"answers,omitempty"`
	Comment  string          `json:"comment,omitempty"`
	At       string          `json:"answered_at,omitempty"`
}

func surveyLineOf(r notice.Results, zone *time.Location) surveyLine {
	m := r.Message
	l := surveyLine{Number: m.Number, Title: m.Title, State: m.State, To: r.To, Deliveries: r.Deliveries, Opened: r.Opened, Answered: r.Answered,
		Anonymous: m.Survey != nil && m.Survey.Anonymous, Hidden: r.Hidden, Comments: r.Comments}
	for i, n := range r.Counts {
		l.Options = append(l.Options, optionLine{m.Survey.Options[i], n})
	}
	for _, g := range r.Groups {
		l.Departments = append(l.Departments, groupLine{g.Name, g.Pooled, g.To, g.Answered, g.Counts})
	}
	for _, a := range r.Answers {
		l.People = append(l.People, answerLineOf(m, a, zone))
	}
	return l
}

func answerLineOf(m notice.Message, a notice.Named, zone *time.Location) answerLine {
	l := answerLine{Employee: a.Employee.Code, Name: a.Employee.Name, Delivery: a.Recipient.Delivery}
	if a.Recipient.OpenedAt != nil {
		l.OpenedAt = when(*a.Recipient.OpenedAt, zone)
	}
	if a.Answer == nil {
		return l
	}
	for _, c := range a.Answer.Choices {
		l.Answers = append(l.Answers, m.Survey.Options[c])
	}
	l.Comment = a.Answer.Comment
	if a.Answer.At != nil {
		l.At = when(*a.Answer.At, zone)
	}
	return l
}

// surveyCSV prints a line a person or, of an anonymous survey, one for each answer of each department, and the comments.
func surveyCSV(w io.Writer, r notice.Results, zone *time.Location) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"employee", "name", "delivery", "opened_at", "answers", "comment", "answered_at"}}
	l := surveyLineOf(r, zone)
	for _, p := range l.People {
		rows = append(rows, []string{export.Harmless(p.Employee), export.Harmless(p.Name), string(p.Delivery), p.OpenedAt,
			export.Harmless(strings.Join(p.Answers, "、")), export.Harmless(p.Comment), p.At})
	}
	if l.Anonymous {
		rows = [][]string{{"department", "option", "count", "comment"}}
		for _, g := range l.Departments {
			name := g.Department
			if g.Pooled {
				name = "(small departments together)"
			}
			for i, n := range g.Counts {
				rows = append(rows, []string{export.Harmless(name), export.Harmless(l.Options[i].Option), strconv.Itoa(n), ""})
			}
		}
		for _, comment := range l.Comments {
			rows = append(rows, []string{"", "", "", export.Harmless(comment)})
		}
	}
	if err := out.WriteAll(rows); err != nil {
		return err
	}
	return r.Concealed()
}
