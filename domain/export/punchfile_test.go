package export

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/japanese"

	"github.com/dakoku/dakoku/domain/worktime"
)

// readAll reads a whole list of punches.
func readAll(t *testing.T, file string) []PunchLine {
	t.Helper()
	f, err := OpenPunches(strings.NewReader(file), tokyo)
	if err != nil {
		t.Fatal(err)
	}
	var all []PunchLine
	for {
		l, err := f.Next()
		if errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, l)
	}
}

func TestPunchTimes(t *testing.T) {
	want := time.Date(2026, 4, 1, 16, 30, 5, 0, time.UTC)
	for _, written := range []string{
		"2026-04-02T01:30:05+09:00", "2026-04-01T16:30:05Z", "2026-04-02 01:30:05+09:00", "2026-04-02 01:30:05", "2026/4/2 1:30:05",
		"2026-04-01 25:30:05", "２０２６／０４／０２　０１：３０：０５", "2026-04-02T01:30:05",
	} {
		l := readAll(t, "employee,kind,at\n1,in,"+written+"\n")[0]
		if l.Err != nil || !l.Entry.At.Equal(want) {
			t.Errorf("%s: %s, %v", written, l.Entry.At, l.Err)
		}
	}
	for _, written := range []string{
		"", "4/1", "2026-04-31 09:00", "2026-04-01", "2026-04-01 48:00", "2026-04-01 9", "2026-04-01 9:60", "2026-04-01 9:5", "2026-04-01 9:00:99",
		"2026-04-01 -9:00", "09:00",
	} {
		if l := readAll(t, "employee,kind,at\n1,in,"+written+"\n")[0]; l.Err == nil {
			t.Errorf("%q is read as %s", written, l.Entry.At)
		}
	}
}

// TestPunchFileShapes reads the same punch out of every kind of file.
func TestPunchFileShapes(t *testing.T) {
	sjis, err := japanese.ShiftJIS.NewEncoder().String("社員コード,氏名,種別,打刻日時\n0001,髙﨑,直行,2026-04-01 09:00\n")
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string]string{
		"utf-8":            "社員コード,種別,打刻日時\n0001,直行,2026-04-01 09:00\n",
		"a mark":           mark + "社員コード,種別,打刻日時\r\n0001,直行,2026-04-01 09:00\r\n",
		"shift_jis":        sjis,
		"tabs":             "従業員コード\t打刻種別\t日付\t時刻\n0001\t直行\t2026/4/1\t9:00\n",
		"english":          "kind,at,employee\ndirect_in,2026-04-01T00:00:00Z,0001\n",
		"quoted, and wide": "\"社員コード\",\"種別\",\"打刻日時\"\n\"０００１\",\" 直行 \",\"2026-04-01 9:00\"\n",
	} {
		all := readAll(t, file)
		if len(all) != 1 || all[0].Err != nil {
			t.Errorf("%s: %+v", name, all)
			continue
		}
		e := all[0].Entry
		if e.Code != "0001" || e.Kind != worktime.In || e.Mark != worktime.Direct || e.At.UTC().Format(time.RFC3339) != "2026-04-01T00:00:00Z" || all[0].Line != 2 {
			t.Errorf("%s: %+v", name, all[0])
		}
		if e.Ref() != "4f8615d145cb006c91ab35d593c2dbb5" {
			t.Errorf("%s: the punch is named %s", name, e.Ref())
		}
	}
}

// TestBadLinesHarmNoOther reads on after whatever a line has.
func TestBadLinesHarmNoOther(t *testing.T) {
	file := "社員コード,種別,打刻日時,状態\n" +
		"1,出勤,2026-04-01 09:00\n" + // too short is no harm
		"1,踊る,2026-04-01 09:00,\n" +
		",出勤,2026-04-01 09:00,\n" +
		"1,出\"勤,2026-04-01 09:00,\n" +
		"1,出勤,2026-04-01 09:00,無効\n" +
		"1\n" +
		"'=1,退勤,2026-04-01 18:00,有効\n"
	var got []string
	for _, l := range readAll(t, file) {
		switch {
		case l.Err != nil:
			got = append(got, l.Err.Error())
		case l.Entry.Left != "":
			got = append(got, "left "+l.Entry.Left)
		default:
			got = append(got, l.Entry.Code+" "+string(l.Entry.Kind))
		}
	}
	want := []string{"1 in", `"踊る" is no kind of punch`, "it names no employee", `bare " in non-quoted-field`, "left 無効", `"" is no kind`, "=1 out"}
	for i, w := range want {
		if i >= len(got) || !strings.HasPrefix(got[i], w) {
			t.Fatalf("%q, want %q", got, want)
		}
	}
}

// TestNeitherEncoding names the line whose bytes are nobody's.
func TestNeitherEncoding(t *testing.T) {
	all := readAll(t, "employee,kind,at\n1,in,2026-04-01 09:00\n\xff\xfd,in,2026-04-01 09:00\n")
	if len(all) != 2 || all[0].Err != nil || all[1].Err == nil || all[1].Line != 3 {
		t.Errorf("%+v", all)
	}
}

// TestOwnFilesReadBack reads what the preset wrote, in both encodings.
func TestOwnFilesReadBack(t *testing.T) {
	for _, name := range []string{"punches", "punches-sjis"} {
		l, _, err := Preset(name)
		if err != nil {
			t.Fatal(err)
		}
		rows := sample(PerPunch)
		file, _ := written(t, l, nil, rows...)
		for i, line := range readAll(t, string(file)) {
			p := rows[i].(*PunchRow).Punch
			switch {
			case line.Err != nil:
				t.Errorf("%s: %v", name, line.Err)
			case p.State != worktime.Effective && line.Entry.Left == "":
				t.Errorf("%s: a punch that does not count is read", name)
			case p.State == worktime.Effective && (line.Entry.Kind != p.Kind || line.Entry.Mark != p.Mark || !line.Entry.At.Equal(p.At)):
				t.Errorf("%s: %+v, want %+v", name, line.Entry, p)
			}
		}
	}
}

func FuzzPunchFile(f *testing.F) {
	f.Add([]byte("社員コード,種別,打刻日時\n1,出勤,2026-04-01 09:00\n"))
	f.Add([]byte("employee\tkind\tdate\ttime\n\"1,in\n"))
	f.Add([]byte("\x8e\xd0,kind,at,code\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		list, err := OpenPunches(bytes.NewReader(file), tokyo)
		for n := 0; err == nil; n++ {
			if n > len(file) {
				t.Fatal("more lines than bytes")
			}
			var l PunchLine
			if l, err = list.Next(); err == nil && l.Err == nil && l.Entry.Left == "" && (l.Entry.Code == "" || l.Entry.At.IsZero() || l.Entry.Kind == "") {
				t.Fatalf("%+v says nothing and is not wrong", l)
			}
		}
	})
}
