// Package calendar is about dates and times as people at work mean them: business days, months, wall clocks
// beyond midnight, and what they say when they name a day or a time. It knows no person and no punch.
package calendar
