package shell

import (
	"regexp"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// MaxForm is the largest form that is read, in bytes; pages that take files say their own (Route.Max).
const MaxForm = 64 << 10

// Text reads a line of the form: without spaces around it, without control characters, cut at the limit fields have.
func (v *Visit) Text(name string) string {
	s := strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, v.FormValue(name)))
	if letters := []rune(s); len(letters) > ui.MaxText {
		return string(letters[:ui.MaxText])
	}
	return s
}

// NewForm names a form once, when it is shown. What a form does is done once for its name, however often it is sent:
// a double tap, a reload and the back button are the same event.
func (v *Visit) NewForm() string { return string(v.shell.NewID()) }

var formName = regexp.MustCompile(`^[0-9a-f-]{36}$`)

// Form reads the name the form was shown with. Invalid: it is none of ours.
func (v *Visit) Form() (string, error) {
	name := v.FormValue("form")
	if !formName.MatchString(name) {
		return "", domain.Refuse(domain.Invalid, "field", "form")
	}
	return name, nil
}
