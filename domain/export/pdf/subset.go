package pdf

import (
	"bytes"
	"encoding/binary"
	"maps"
	"math"
	"slices"
)

// subset is the font with the outlines of the glyphs that were used only. The glyphs keep their numbers, so that nothing that
// refers to them changes; what is left out is empty and packs to nothing. No glyph of this font is made of others.
func (f *Font) subset(used map[uint16]rune) []byte {
	var glyf bytes.Buffer
	loca := make([]byte, 0, 4*len(f.loca))
	hmtx := make([]byte, len(f.tables["hmtx"]))
	for g := range len(f.loca) - 1 {
		loca = binary.BigEndian.AppendUint32(loca, uint32(glyf.Len()))
		if _, ok := used[uint16(g)]; ok || g == 0 { // the first is the one for what is missing
			glyf.Write(f.outline(uint16(g)))
			copy(hmtx[4*min(g, f.metrics-1):], f.tables["hmtx"][4*min(g, f.metrics-1):][:4])
		}
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(glyf.Len()))
	tables := map[string][]byte{"glyf": glyf.Bytes(), "loca": loca, "hmtx": hmtx}
	for _, name := range []string{"cvt ", "fpgm", "head", "hhea", "maxp", "prep"} {
		tables[name] = f.tables[name]
	}
	return fontFile(tables)
}

// outline is a glyph's description in glyf; empty for a space.
func (f *Font) outline(g uint16) []byte { return f.tables["glyf"][f.loca[g]:f.loca[g+1]] }

// fontFile puts tables together, in the order of their names.
func fontFile(tables map[string][]byte) []byte {
	names := slices.Sorted(maps.Keys(tables))
	n := len(names)
	log := int(math.Log2(float64(n)))
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, v := range []int{n, 16 << log, log, 16*n - 16<<log} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	at := 12 + 16*n
	for _, name := range names {
		out = append(out, name...)
		out = binary.BigEndian.AppendUint32(out, checksum(tables[name]))
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(tables[name])))
		at += (len(tables[name]) + 3) &^ 3
	}
	for _, name := range names {
		out = append(out, tables[name]...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	return out
}

func checksum(table []byte) uint32 {
	var sum uint32
	for i := 0; i < len(table); i += 4 {
		var word [4]byte
		copy(word[:], table[i:])
		sum += binary.BigEndian.Uint32(word[:])
	}
	return sum
}
