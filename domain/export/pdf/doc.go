// Package pdf writes documents of text, lines and grey areas on A4 paper with one embedded Japanese font, a page at a
// time: a page is with the reader before the next one is drawn, so a thousand take no more memory than one. It knows no
// attendance and lays nothing out.
package pdf
