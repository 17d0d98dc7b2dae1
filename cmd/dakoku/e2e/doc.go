// Package e2e tests the built program as its operators and the platforms meet it: by its environment, its verbs, its exit
// codes and its addresses, on both storages, through outages and kills. It holds tests only.
package e2e
