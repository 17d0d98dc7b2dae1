package export

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/dakoku/dakoku/domain"
)

// Parse reads a layout. Everything that is wrong with it is named with its line, as errors that are joined; file is
// what the lines are of. A layout that is like a preset has all of it that it does not say otherwise.
func Parse(file string, content []byte) (*Layout, error) {
	var l Layout
	if err := read(&l, file, content, 0); err != nil {
		return nil, err
	}
	var root yaml.Node
	if err := yaml.Unmarshal(content, &root); err != nil {
		return nil, domain.Errorf(domain.Invalid, "%s: %w", file, err)
	}
	c := checker{file: file, lines: lines(&root)}
	c.layout(&l)
	if len(c.problems) > 0 {
		return nil, errors.Join(c.problems...)
	}
	return &l, nil
}

// deepest is how many layouts may be like one another: a company's, a preset, and the preset that one is like.
const deepest = 3

// read lays a file over what it is like.
func read(l *Layout, file string, content []byte, depth int) error {
	var base struct {
		Like string `yaml:"like"`
	}
	_ = yaml.Unmarshal(content, &base) // what is wrong with the file shows below
	if base.Like != "" {
		below, err := shipped.ReadFile(path.Join("layouts", base.Like+".yaml"))
		if err != nil || depth == deepest {
			return domain.Errorf(domain.Invalid, "%s: like: there is no layout %q to be like", file, base.Like)
		}
		if err := read(l, base.Like+".yaml", below, depth+1); err != nil {
			return err
		}
		l.English = "" // another title has another translation
	}
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	decoder.KnownFields(true)
	if err := decoder.Decode(l); err != nil && !errors.Is(err, io.EOF) {
		return domain.Errorf(domain.Invalid, "%s: %w", file, plain(err))
	}
	return nil
}

// plain says what the YAML reader minds without the names of our types.
func plain(err error) error {
	var typed *yaml.TypeError
	if !errors.As(err, &typed) {
		return err
	}
	said := make([]string, len(typed.Errors))
	for i, e := range typed.Errors {
		e, _, _ = strings.Cut(e, " in type ")
		said[i] = strings.Replace(e, "not found", "is not a setting", 1)
	}
	return errors.New(strings.Join(said, "; "))
}

// lines tells on which line each setting and each column stands.
func lines(root *yaml.Node) map[string]int {
	at := map[string]int{}
	if len(root.Content) == 0 {
		return at
	}
	top := root.Content[0]
	for i := 0; i+1 < len(top.Content); i += 2 {
		key, value := top.Content[i], top.Content[i+1]
		at[key.Value] = key.Line
		for n, item := range value.Content {
			if value.Kind == yaml.SequenceNode {
				at[fmt.Sprintf("%s[%d]", key.Value, n+1)] = item.Line
			}
		}
	}
	return at
}

// checker fills in what a layout leaves open and collects what is wrong with it.
type checker struct {
	file     string
	lines    map[string]int
	problems []error
}

func (c *checker) wrong(place, format string, a ...any) {
	where := c.file
	if line := c.lines[place]; line > 0 {
		where = fmt.Sprintf("%s:%d", c.file, line)
	}
	c.problems = append(c.problems, domain.Errorf(domain.Invalid, "%s: %s: %s", where, place, fmt.Sprintf(format, a...)))
}

// choice gives a setting its default, or refuses a value that is none.
func choice[T ~string](c *checker, place string, value *T, known ...T) {
	if *value == "" {
		*value = known[0]
	}
	if !slices.Contains(known, *value) {
		c.wrong(place, "%q is not one of %v", *value, known)
	}
}

func (c *checker) layout(l *Layout) {
	if l.Name == "" || strings.Trim(l.Name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		c.wrong("name", "%q is not a name of small letters, digits and -", l.Name)
	}
	if l.Title == "" {
		c.wrong("title", "is missing")
	}
	choice(c, "rows", &l.Rows, PerEmployee, PerDay, PerPunch)
	choice(c, "encoding", &l.Encoding, UTF8, UTF8BOM, ShiftJIS)
	choice(c, "newline", &l.Newline, "crlf", "lf")
	choice(c, "delimiter", &l.Delimiter, "comma", "tab")
	choice(c, "quoting", &l.Quoting, "needed", "all", "none")
	choice(c, "formulas", &l.Formulas, "apostrophe", "fullwidth")
	choice(c, "idle", &l.Idle, "keep", "skip")
	choice(c, "confidence", &l.Confidence, Low, Medium, High)
	if l.Code.Width < 0 || l.Code.Max < 0 || l.Code.Max > 0 && l.Code.Width > l.Code.Max {
		c.wrong("code", "width %d and max %d do not fit", l.Code.Width, l.Code.Max)
	}
	if l.Idle == "skip" && l.Rows == PerPunch {
		c.wrong("idle", "a list of punches has nobody without one")
	}
	for _, line := range l.Before {
		c.letters("before", l, line)
	}
	if l.Style.Unit == "" {
		l.Style.Unit = Clock
	}
	two, none := 2, 0
	c.style("numbers", &l.Style, Style{Clock, &two, HalfUp, &none, ZeroByUnit})
	if len(l.Columns) == 0 {
		c.wrong("columns", "there are none")
	}
	for i := range l.Columns {
		c.column(fmt.Sprintf("columns[%d]", i+1), l, &l.Columns[i])
	}
}

// maxDigits is more than any payroll program reads.
const maxDigits = 4

// style completes a style from the one around it.
func (c *checker) style(place string, s *Style, outer Style) {
	choice(c, place, &s.Unit, outer.Unit, Clock, Dotted, Decimal, Minutes)
	choice(c, place, &s.Rounding, outer.Rounding, HalfUp, Down, Up)
	choice(c, place, &s.Zero, outer.Zero, ZeroByUnit, ZeroPlain, ZeroBlank)
	if s.Digits == nil {
		s.Digits = outer.Digits
	}
	if s.Days == nil {
		s.Days = outer.Days
	}
	for _, n := range []int{*s.Digits, *s.Days} {
		if n < 0 || n > maxDigits {
			c.wrong(place, "%d digits are not between 0 and %d", n, maxDigits)
		}
	}
}

func (c *checker) column(place string, l *Layout, col *Column) {
	given := 0
	for _, is := range []bool{col.Field != "", len(col.Sum) > 0, col.Constant != "", col.Blank} {
		if is {
			given++
		}
	}
	if given != 1 {
		c.wrong(place, "needs exactly one of field, sum, constant and blank")
		return
	}
	if l.Header && col.Title == "" {
		c.wrong(place, "has no title, and the file has a header")
	}
	c.letters(place, l, col.Title)
	c.letters(place, l, col.Constant)
	c.style(place, &col.Style, l.Style)
	known, kinds := fields[l.Rows], map[kind]bool{}
	for _, name := range col.terms() {
		k, ok := known[strings.TrimPrefix(name, "-")]
		if !ok {
			c.wrong(place, "%q is not a field of a line per %s (%s)", name, l.Rows, strings.Join(names(l.Rows), ", "))
			return
		}
		kinds[k] = true
		if len(col.Sum) > 0 && (!k.number() || k == clock) {
			c.wrong(place, "%q cannot be added up", name)
		}
	}
	if len(kinds) > 1 {
		c.wrong(place, "adds up fields of different kinds")
	}
	if col.Words != nil && !kinds[text] {
		c.wrong(place, "only a text field has words")
	}
	if col.Date != "" && !kinds[date] {
		c.wrong(place, "only a date field has a date format")
	}
}

// letters refuses a text of the layout itself that its encoding cannot write.
func (c *checker) letters(place string, l *Layout, s string) {
	if _, lost := lettersOf(l.Encoding).encode(s); len(lost) > 0 {
		c.wrong(place, "%q has letters %s lacks: %s", s, l.Encoding, string(lost))
	}
}

// terms are the fields a column is made of.
func (col Column) terms() []string {
	if col.Field != "" {
		return []string{col.Field}
	}
	return col.Sum
}
