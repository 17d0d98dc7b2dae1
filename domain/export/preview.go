package export

// PreviewRows is how many rows a preview shows.
const PreviewRows = 20

// Preview is the beginning of a file with every time in both readings, because the one mistaken for the other is the
// costliest error of an export and looks right (プレビュー).
type Preview struct {
	Titles []string
	Rows   [][]PreviewCell
	Check  Check
}

// PreviewCell is one cell as the file will hold it.
type PreviewCell struct {
	Text string
	// Minutes is what a time column means; Timed tells whether it is one.
	Minutes int
	Timed   bool
	Reading Reading // how a program may read it
}

// NewPreview begins a preview of a layout.
func NewPreview(l *Layout) *Preview {
	p := &Preview{}
	for i, c := range l.Columns {
		title := c.Title
		if title == "" {
			title = columnName(i)
		}
		p.Titles = append(p.Titles, title)
	}
	return p
}

// Full tells whether the preview has the rows it shows.
func (p *Preview) Full() bool { return len(p.Rows) >= PreviewRows }

// Add shows one row more.
func (p *Preview) Add(l *Layout, row Row) error {
	cells := make([]PreviewCell, 0, len(l.Columns))
	for _, c := range columnsOf(l) {
		s, err := c.write(l, row)
		if err != nil {
			return err
		}
		if c.isText() {
			s, _ = harmless(s, l.Formulas)
		}
		cell := PreviewCell{Text: s}
		if c.kind == minutes && len(c.terms) > 0 {
			cell.Minutes, cell.Timed = c.sum(row)
			cell.Reading, _ = Read(s)
		}
		cells = append(cells, cell)
	}
	p.Rows = append(p.Rows, cells)
	p.Check.add(columnsOf(l), row)
	return nil
}

// columnName names a column without a title as a spreadsheet does: A, B, … Z, AA.
func columnName(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}
