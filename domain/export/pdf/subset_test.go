package pdf

import (
	"bytes"
	"encoding/binary"
	"testing"
)

// TestSubsetKeepsWholeLetters reads a subset as a viewer does: every glyph that was used has its outline, and no other has one.
func TestSubsetKeepsWholeLetters(t *testing.T) {
	f, err := Gothic()
	if err != nil {
		t.Fatal(err)
	}
	used := map[uint16]rune{}
	f.shape("ÀÉがぎぱ①㈱髙﨑0123", func(r rune, glyph uint16) { used[glyph] = r })
	file := f.subset(used)
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(file[4:])) {
		entry := file[12+16*i:]
		at, length := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		table := file[at : at+length]
		if checksum(table) != binary.BigEndian.Uint32(entry[4:]) {
			t.Errorf("%s has another sum", entry[:4])
		}
		tables[string(entry[:4])] = table
	}
	for g := range len(f.loca) - 1 {
		from, to := binary.BigEndian.Uint32(tables["loca"][4*g:]), binary.BigEndian.Uint32(tables["loca"][4*g+4:])
		got := tables["glyf"][from:to]
		_, want := used[uint16(g)]
		switch {
		case want && !bytes.Equal(got, f.outline(uint16(g))):
			t.Errorf("glyph %d has another outline", g)
		case !want && g > 0 && len(got) > 0:
			t.Errorf("glyph %d was not used and has an outline", g)
		}
	}
}

// TestNoLetterIsMadeOfOthers holds what a subset relies on.
func TestNoLetterIsMadeOfOthers(t *testing.T) {
	f, err := Gothic()
	if err != nil {
		t.Fatal(err)
	}
	for g := range len(f.loca) - 1 {
		if outline := f.outline(uint16(g)); len(outline) > 0 && int16(binary.BigEndian.Uint16(outline)) < 0 {
			t.Fatalf("glyph %d is made of others: a subset must keep them too", g)
		}
	}
}
