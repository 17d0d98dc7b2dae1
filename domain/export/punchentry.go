package export

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// PunchEntry is what a line of a list of punches says.
type PunchEntry struct {
	Code string
	Kind worktime.Kind
	Mark worktime.Mark
	At   time.Time
	// Left is the state of a line that is in the list but does not count, as it stands there; such a line is left out.
	Left string
}

// said is a word for what was done.
type said struct {
	kind worktime.Kind
	mark worktime.Mark
}

// acts are the words of the column 種別, after folding to half width and small letters.
var acts = map[string]said{
	"出勤": {worktime.In, ""}, "出社": {worktime.In, ""}, "in": {worktime.In, ""},
	"退勤": {worktime.Out, ""}, "退社": {worktime.Out, ""}, "out": {worktime.Out, ""},
	"休憩開始": {worktime.BreakStart, ""}, "休憩入": {worktime.BreakStart, ""}, "break_start": {worktime.BreakStart, ""},
	"休憩終了": {worktime.BreakEnd, ""}, "休憩戻": {worktime.BreakEnd, ""}, "break_end": {worktime.BreakEnd, ""},
	"外出": {worktime.Leave, ""}, "leave": {worktime.Leave, ""},
	"再入": {worktime.Return, ""}, "戻り": {worktime.Return, ""}, "return": {worktime.Return, ""},
	"直行": {worktime.In, worktime.Direct}, "direct_in": {worktime.In, worktime.Direct},
	"直帰": {worktime.Out, worktime.Direct}, "direct_out": {worktime.Out, worktime.Direct},
	"在宅出勤": {worktime.In, worktime.Remote}, "remote_in": {worktime.In, worktime.Remote},
	"在宅退勤": {worktime.Out, worktime.Remote}, "remote_out": {worktime.Out, worktime.Remote},
}

// counting are the states of lines that are punches; an empty one is too.
var counting = map[string]bool{"": true, "有効": true, "effective": true}

func entry(cell func(string) string, zone *time.Location) (PunchEntry, error) {
	e := PunchEntry{Code: Unguarded(norm.NFKC.String(cell("code")))}
	if state := cell("state"); !counting[state] {
		e.Left = state
		return e, nil
	}
	if e.Code == "" {
		return e, domain.Errorf(domain.Invalid, "it names no employee")
	}
	act, ok := acts[strings.ToLower(norm.NFKC.String(cell("kind")))]
	if !ok {
		return e, domain.Errorf(domain.Invalid, "%q is no kind of punch (出勤, 退勤, 休憩開始, 休憩終了, 外出, 再入, 直行, 直帰)", cell("kind"))
	}
	e.Kind, e.Mark = act.kind, act.mark
	written := norm.NFKC.String(cell("at"))
	if written == "" {
		written = norm.NFKC.String(cell("date") + " " + cell("time"))
	}
	at, ok := instant(written, zone)
	if !ok {
		return e, domain.Errorf(domain.Invalid, "%q is no time like 2026-11-20 09:00 or 2026-11-20T09:00:00+09:00", strings.TrimSpace(written))
	}
	e.At = at
	return e, nil
}

// Ref names the punch a line tells of by what it tells, so that the same line of any file is the same punch.
func (e PunchEntry) Ref() string {
	told := strings.Join([]string{e.Code, string(e.Kind), string(e.Mark), e.At.UTC().Format(time.RFC3339Nano)}, "\n")
	sum := sha256.Sum256([]byte(told))
	return hex.EncodeToString(sum[:16])
}

// Unguarded takes away the apostrophe that keeps a spreadsheet from running a text.
func Unguarded(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && rest != "" && wide(rest[0]) != "" {
		return rest
	}
	return s
}

// offsets are the ways to write an instant with its offset.
var offsets = []string{time.RFC3339, "2006-01-02 15:04:05Z07:00", "2006-01-02T15:04Z07:00", "2006-01-02 15:04Z07:00"}

// instant reads a time with an offset, or a date and a wall clock of the zone, 25:30 being half past one of the next day.
func instant(s string, zone *time.Location) (time.Time, bool) {
	for _, layout := range offsets {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	day, wall, ok := strings.Cut(strings.Replace(s, "T", " ", 1), " ")
	if !ok {
		return time.Time{}, false
	}
	d, err := time.Parse("2006-1-2", strings.ReplaceAll(day, "/", "-"))
	if err != nil {
		return time.Time{}, false
	}
	seconds, ok := secondsOf(strings.TrimSpace(wall))
	if !ok {
		return time.Time{}, false
	}
	at := calendar.DateOf(d).At(seconds/60, zone)
	return at.Add(time.Duration(seconds%60) * time.Second), true
}

// latest is the end of the wall clock of a business date.
const latest = 48

// secondsOf reads H:MM or H:MM:SS.
func secondsOf(wall string) (int, bool) {
	parts := strings.Split(wall, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return 0, false
	}
	total := 0
	for i, limit := range []int{latest, 60, 60} {
		total *= 60
		if i >= len(parts) {
			continue
		}
		n, err := strconv.Atoi(parts[i])
		if err != nil || n < 0 || n >= limit || i > 0 && len(parts[i]) != 2 {
			return 0, false
		}
		total += n
	}
	return total, true
}
