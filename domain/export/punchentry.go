package export

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
)

// PunchEntry is what a line of a list of punches says.
type PunchEntry struct {
	Code string
	Kind attendance.Kind
	Mark attendance.Mark
	At   time.Time
	// Left is the state of a line that is in the list but does not count, as it stands there; such a line is left out.
	Left string
}

// said is a word for what was done.
type said struct {
	kind attendance.Kind
	mark attendance.Mark
}

// acts are the words of the column 種別, after folding to half width and small letters.
var acts = map[string]said{
	"出勤": {attendance.In, ""}, "出社": {attendance.In, ""}, "in": {attendance.In, ""},
	"退勤": {attendance.Out, ""}, "退社": {attendance.Out, ""}, "out": {attendance.Out, ""},
	"休憩開始": {attendance.BreakStart, ""}, "休憩入": {attendance.BreakStart, ""}, "break_start": {attendance.BreakStart, ""},
	"休憩終了": {attendance.BreakEnd, ""}, "休憩戻": {attendance.BreakEnd, ""}, "break_end": {attendance.BreakEnd, ""},
	"外出": {attendance.Leave, ""}, "leave": {attendance.Leave, ""},
	"再入": {attendance.Return, ""}, "戻り": {attendance.Return, ""}, "return": {attendance.Return, ""},
	"直行": {attendance.In, attendance.Direct}, "direct_in": {attendance.In, attendance.Direct},
	"直帰": {attendance.Out, attendance.Direct}, "direct_out": {attendance.Out, attendance.Direct},
	"在宅出勤": {attendance.In, attendance.Remote}, "remote_in": {attendance.In, attendance.Remote},
	"在宅退勤": {attendance.Out, attendance.Remote}, "remote_out": {attendance.Out, attendance.Remote},
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
