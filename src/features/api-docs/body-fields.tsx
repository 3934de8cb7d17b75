import { Disclosure } from '../../ui/disclosure.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import type { Body } from './open-api.ts'

/** What a body may hold: from the schemas by which it is checked. */
export function BodyFields({ bodies }: { bodies: readonly Body[] }) {
  const [only] = bodies
  if (only === undefined) return null
  return (
    <Disclosure title={bodies.length > 1 ? 'What it takes: one of these' : 'What it takes'}>
      {bodies.length === 1 ? (
        <Fields body={only} />
      ) : (
        <div className="pl-4">
          {bodies.map((body) => (
            <Disclosure key={nameOf(body)} title={nameOf(body)}>
              <Fields body={body} />
            </Disclosure>
          ))}
        </div>
      )}
    </Disclosure>
  )
}

function Fields({ body }: { body: Body }) {
  return (
    <Facts>
      {body.fields.map(({ name, isRequired, type, description }) => (
        <Fact key={name} name={`${name}${isRequired ? '' : ' (optional)'}`}>
          {type}
          {description !== '' && <>. {description}</>}
        </Fact>
      ))}
    </Facts>
  )
}

/** By what it must have: `{"prompt": …}`. */
function nameOf({ fields }: Body): string {
  const needed = fields.filter(({ isRequired }) => isRequired)
  return `{${needed.map(({ name }) => `"${name}": …`).join(', ')}}`
}
