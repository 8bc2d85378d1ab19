// Package importing has a directive in a file that imports another package,
// whose functions may be lost to the driver.
package importing

import "grouped/rescue"

func work() {
	//taskcheck:ignore taskrecover nothing here
	defer rescue.Log()
}
