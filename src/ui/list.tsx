import type { ComponentProps } from 'react'

/** A list without bullets that is still a list: Safari's screen reader stops saying so when the bullets go. */
export function List(props: ComponentProps<'ul'>) {
  // oxlint-disable-next-line jsx-a11y/no-redundant-roles
  return <ul role="list" {...props} />
}
