package company

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// unsaid are fields that nobody changes by hand, or that are told version by version.
var unsaid = []string{"ID", "Tenant", "Versions", "Revision", "CreatedAt", "UpdatedAt"}

// SecretPrefix begins the fields of a channel's secrets: "secrets.token".
const SecretPrefix = "secrets."

// secrets are fields that are told to differ, never what they are.
var secrets = []string{"password", "passcode"}

func (d Detail) discreet() Detail {
	if !slices.Contains(secrets, d.Field) && !strings.HasPrefix(d.Field, SecretPrefix) {
		return d
	}
	if d.Before != "" {
		d.Before = "(secret)"
	}
	if d.After != "" {
		d.After = "(another)"
	}
	return d
}

// facts are a record's fields as texts, by the names the company file has for them.
func facts(record any, codes map[domain.ID]string) map[string]string {
	all := map[string]string{}
	v := reflect.ValueOf(record)
	for i := range v.NumField() {
		name, value := v.Type().Field(i).Name, v.Field(i).Interface()
		switch rules, nested := value.(org.Rules); {
		case slices.Contains(unsaid, name):
		case name == "Secrets":
			for secret, text := range value.(map[string]string) {
				all[SecretPrefix+secret] = text
			}
		case nested:
			maps.Copy(all, facts(rules, codes))
		default:
			if text := plain(value, codes); text != "" {
				all[snake(name)] = text
			}
		}
	}
	return all
}

// plain is a value as a person writes it.
func plain(value any, codes map[domain.ID]string) string {
	switch v := value.(type) {
	case calendar.Clock:
		return v.String()
	case *calendar.Clock:
		if v == nil {
			return ""
		}
		return v.String()
	case domain.ID:
		return codes[v]
	case []domain.ID:
		var list []string
		for _, id := range v {
			list = append(list, codes[id])
		}
		return strings.Join(list, ", ")
	case []worktime.Span:
		var list []string
		for _, s := range v {
			list = append(list, s.From.String()+"–"+s.To.String())
		}
		return strings.Join(list, ", ")
	}
	kept := stored(value)
	if kept == nil || kept == false {
		return ""
	}
	if text, ok := kept.(string); ok {
		return text
	}
	raw, err := json.Marshal(kept)
	if err != nil {
		return fmt.Sprint(kept)
	}
	return string(raw)
}

// snake is a Go name as the company file writes it.
func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
