package edit

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// wordRx matches a name. A unit of a vet run begins sooner if it is compiled where it is used.
var wordRx = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[\pL_][\pL\d_]*`) })

// Fresh returns the first of the names that neither the node nor a text uses, or
// the last with a number behind it. A variable of that name hides nothing there.
func Fresh(n ast.Node, text string, names ...string) string {
	used := make(map[string]bool)
	if n != nil {
		ast.Inspect(n, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				used[id.Name] = true
			}
			return true
		})
	}
	for _, m := range wordRx().FindAllStringSubmatchIndex(text, -1) {
		selected := m[0] > 0 && text[m[0]-1] == '.' && !strings.HasSuffix(text[:m[0]], "...")
		if !selected { // a field or method is not hidden by a variable
			used[text[m[0]:m[1]]] = true
		}
	}
	for _, name := range names {
		if !used[name] {
			return name
		}
	}
	last := names[len(names)-1]
	for i := 2; ; i++ {
		if name := last + strconv.Itoa(i); !used[name] {
			return name
		}
	}
}

// NameResult gives the results of a function names, if they have none, so that
// the i'th is called by the first of the names that fits, and returns its name.
func (s *Set) NameResult(typ *ast.FuncType, body *ast.BlockStmt, i int, names ...string) string {
	if s.failed || typ.Results == nil {
		s.Fail()
		return ""
	}
	fields := typ.Results.List
	if len(fields) > 0 && len(fields[0].Names) > 0 {
		return s.rename(fields, body, i, names)
	}
	if i >= len(fields) {
		s.Fail()
		return ""
	}
	name := s.resultName(body, names)
	for j, field := range fields {
		text := "_ "
		if j == i {
			text = name + " "
		}
		if j == 0 && !typ.Results.Opening.IsValid() {
			text = "(" + text
			s.put(field.End(), field.End(), ")")
		}
		s.put(field.Pos(), field.Pos(), text)
	}
	return name
}

// rename returns the name of a result that has one. A blank one gets a name.
func (s *Set) rename(fields []*ast.Field, body *ast.BlockStmt, i int, names []string) string {
	for _, field := range fields {
		for _, id := range field.Names {
			if i--; i >= 0 {
				continue
			}
			if id.Name != "_" {
				return id.Name
			}
			name := s.resultName(body, names)
			s.ReplaceNode(id, name)
			return name
		}
	}
	s.Fail()
	return ""
}

// resultName returns the first name that can be that of a result: what the body
// calls so is its own, and not declared where the result would be.
func (s *Set) resultName(body *ast.BlockStmt, names []string) string {
	for _, name := range names {
		if s.canName(body, name) {
			return name
		}
	}
	return Fresh(body, "", names...)
}

func (s *Set) canName(body *ast.BlockStmt, name string) (can bool) {
	can = true
	ast.Inspect(body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == name {
			obj := s.Pass.TypesInfo.ObjectOf(id)
			field := false
			if v, ok := obj.(*types.Var); ok {
				field = v.IsField()
			}
			if obj != nil && !field && obj.Parent() != nil && (obj.Pos() < body.Pos() || obj.Pos() > body.End()) {
				can = false // a variable of somebody else's
			}
		}
		return can
	})
	for _, stmt := range body.List {
		switch stmt := stmt.(type) {
		case *ast.AssignStmt:
			can = can && (stmt.Tok != token.DEFINE || !definesAlone(stmt, s.Pass.TypesInfo, name))
		case *ast.DeclStmt:
			can = can && !declares(stmt, name)
		}
	}
	return can
}

// definesAlone reports whether the statement would define nothing new if there
// were a variable of that name, or one of another type.
func definesAlone(stmt *ast.AssignStmt, info *types.Info, name string) bool {
	others, has := 0, false
	for _, lhs := range stmt.Lhs {
		id, ok := lhs.(*ast.Ident)
		if !ok || id.Name == "_" {
			continue
		}
		def := info.Defs[id]
		switch {
		case id.Name == name && def != nil:
			has = true
			if !types.Identical(def.Type(), types.Universe.Lookup("error").Type()) {
				return true
			}
		case def != nil:
			others++
		}
	}
	return has && others == 0
}

func declares(stmt *ast.DeclStmt, name string) bool {
	decl, ok := stmt.Decl.(*ast.GenDecl)
	if !ok {
		return false
	}
	for _, spec := range decl.Specs {
		switch spec := spec.(type) {
		case *ast.ValueSpec:
			for _, id := range spec.Names {
				if id.Name == name {
					return true
				}
			}
		case *ast.TypeSpec:
			if spec.Name.Name == name {
				return true
			}
		}
	}
	return false
}
