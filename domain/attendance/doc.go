// Package attendance is the ledger of punches and its services: what is recorded, taken back, corrected, imported, locked
// and proved, and what a person or a company is told of it. What punches count it is told by domain/worktime. It knows
// no chat, no page and no storage; it is told who acts, when and by which door.
package attendance
