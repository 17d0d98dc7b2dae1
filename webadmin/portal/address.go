package portal

import (
	"net/url"
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// door is the one whatever is asked for on these pages comes through.
const door = domain.Me

// to is a path with a query: name, value, name, value.
func to(path string, pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return path + "?" + q.Encode()
}

// againPath is where a returned request is changed and sent once more.
func againPath(r workflow.Request) string {
	return to(dayPath, "d", string(r.Date), "again", strconv.Itoa(r.Number))
}

// monthAsked is the month in the address; empty: the running one. NotFound: it is none.
func monthAsked(v *shell.Visit) (calendar.Month, error) {
	text := v.QueryParam("m")
	if text == "" {
		return "", nil
	}
	m, err := calendar.ParseMonth(text)
	if err != nil {
		return "", domain.Errorf(domain.NotFound, "portal: %w", err)
	}
	return m, nil
}

// ref names the event of a form: the same form does the same thing once.
func ref(v *shell.Visit, form, what string) attendance.Ref {
	return attendance.Ref{Source: door, ID: reference(v.Who, form, what)}
}
