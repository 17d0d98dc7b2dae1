// Package timesheet is a person's month on paper (勤務表): what stands where on the sheet, and the sheet as PDF, as a page
// and as CSV. All three write the same texts. It knows no storage: whoever prints hands over the month.
package timesheet
