import { Component, type ErrorInfo, type ReactNode } from 'react'

export interface Caught {
  error: unknown
  /** Where in the tree of components it happened. */
  where: string
}

interface ErrorBoundaryProps {
  /** What is shown below; of another one nothing is broken yet. */
  of?: string | undefined
  /** What stands in the place of what broke; `again` draws it anew. */
  renderInstead: (caught: Caught, again: () => void) => ReactNode
  children: ReactNode
}

interface State {
  caught: Caught | null
  /** What that was about. */
  of: string | undefined
}

/** Holds what breaks below it, so that the rest of the page goes on. React has no function for this. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { caught: null, of: this.props.of }

  static getDerivedStateFromProps({ of }: ErrorBoundaryProps, state: State): State | null {
    return of === state.of ? null : { caught: null, of }
  }

  static getDerivedStateFromError(error: unknown): Pick<State, 'caught'> {
    return { caught: { error, where: '' } }
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    this.setState({ caught: { error, where: componentStack ?? '' } })
  }

  override render(): ReactNode {
    const { caught } = this.state
    if (caught === null) return this.props.children
    return this.props.renderInstead(caught, () => this.setState({ caught: null }))
  }
}
