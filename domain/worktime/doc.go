// Package worktime is the calculation (労働時間の集計): from punches and what is said of days to shifts, days, weeks and a
// month, by the rules of a company and of the law, each figure with the steps that led to it. Rules.Aggregate is the way
// in. It knows no store, no service and no clock: it is given the punches, the rules and the instant, and the same of
// them give the same figures. How punches come to be, change and are locked is domain/attendance's.
package worktime
