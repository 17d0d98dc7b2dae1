package export

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// TestDifferences writes a file, changes the record and writes what is different, for every shape of file.
func TestDifferences(t *testing.T) {
	for _, shape := range []string{
		"", "newline: lf\n", "header: true\nencoding: utf-8-bom\n", "encoding: utf-8-bom\n", "encoding: shift_jis\nheader: true\n",
		"quoting: all\nbefore: ['a', 'b']\n", "delimiter: tab\nheader: true\n",
	} {
		l := layout(t, shape+names2)
		same, twice := named("1", "田中\n\"太郎\""), named("2", "双子")
		before, _ := written(t, l, nil, same, twice, twice, named("3", "旧姓"), named("4", "退職"))
		earlier, err := ReadEarlier(bytes.NewReader(before), l)
		if err != nil {
			t.Fatal(err)
		}
		got, report := written(t, l, earlier, same, twice, twice, twice, named("3", "新姓"), named("5", "入社"))
		want, _ := written(t, l, nil, twice, named("3", "新姓"), named("5", "入社"))
		if !bytes.Equal(got, want) {
			t.Errorf("%s:\n%q\nwant\n%q", shape, got, want)
		}
		if report.Rows != 3 || report.Same != 3 || report.Gone != 2 {
			t.Errorf("%s: %+v", shape, report)
		}
	}
}

// TestALockIsNoDifference locks a month once more: only whose figures changed is written again, with the seals of now.
func TestALockIsNoDifference(t *testing.T) {
	month := func(code string, version, worked int) Row {
		r := &MonthRow{Person: &Person{Employee: org.Employee{Code: code, Name: "a, \"b\""}, Span: april}, Version: version, Digest: fmt.Sprint(code, version)}
		r.Totals.Worked = worked
		return r
	}
	for _, quoting := range []string{"needed", "all"} {
		l := layout(t, "quoting: "+quoting+"\nnewline: lf\ncolumns: [{title: d, field: digest}, {title: n, field: name}, "+
			"{title: v, field: lock_version}, {title: s, field: state}, {title: w, field: worked}]\n")
		before, _ := written(t, l, nil, month("1", 0, 480), month("2", 1, 480))
		earlier, err := ReadEarlier(bytes.NewReader(before), l)
		if err != nil {
			t.Fatal(err)
		}
		got, report := written(t, l, earlier, month("1", 2, 480), month("2", 2, 540))
		want, _ := written(t, l, nil, month("2", 2, 540))
		if !bytes.Equal(got, want) || report.Same != 1 || report.Gone != 1 {
			t.Errorf("%s: %q, want %q; %+v", quoting, got, want, report)
		}
	}
}

// TestEarlierWithoutLastNewline reads a file somebody's editor has cut.
func TestEarlierWithoutLastNewline(t *testing.T) {
	l := layout(t, "newline: lf\n"+names2)
	earlier, err := ReadEarlier(bytes.NewReader([]byte("1,a\n2,b")), l)
	if err != nil {
		t.Fatal(err)
	}
	if got, report := written(t, l, earlier, named("1", "a"), named("2", "b"), named("3", "c")); string(got) != "3,c\n" || report.Gone != 0 {
		t.Errorf("%q %+v", got, report)
	}
}

// TestEarlierOfAnotherLayout refuses a file every line of which would seem to have changed.
func TestEarlierOfAnotherLayout(t *testing.T) {
	other := layout(t, "header: true\ncolumns: [{title: 氏名, field: name}]\n")
	before, _ := written(t, other, nil, named("1", "a"))
	if _, err := ReadEarlier(bytes.NewReader(before), layout(t, "header: true\n"+names2)); !domain.Is(err, domain.Invalid) {
		t.Errorf("%v", err)
	}
}
