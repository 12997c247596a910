// What every resource carries, so that a bill and a search can be put in order by it.

@export()
@description('Tags: names and values.')
type Tags = {
  *: string
}
