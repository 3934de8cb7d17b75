import type { Handlers } from './serve.ts'

// Readers, schemas and archives are needed by those alone who open what is not on the site's list.
export const describe: Handlers['describe'] = async ({ source, author = {} }, context) => {
  switch (source.kind) {
    case 'files': {
      const { describeLocal } = await import('./folders/describe-local.ts')
      return describeLocal(source, author)
    }
    case 'link': {
      const { describeLink } = await import('./folders/describe-link.ts')
      return describeLink(source.url, author, context)
    }
    default:
      return source satisfies never
  }
}

export const inspect: Handlers['inspect'] = async (args, context) => {
  const { inspectModel } = await import('./folders/inspect-model.ts')
  return inspectModel(args, context)
}
